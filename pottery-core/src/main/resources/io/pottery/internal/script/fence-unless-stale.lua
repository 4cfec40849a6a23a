-- Marks a value with a fencing token unless a larger one has been seen, and writes a new text where there is one.
-- Tokens are compared as digits: Lua's own numbers are exact to 2^53 only. What is marked with no number is refused,
-- for nobody knows what it has seen.
-- KEYS[1] the hash
-- ARGV[1] the token; ARGV[2] the new text, none to read the one that stands there
-- Result: {1, the text that was read, or nil} where the token is marked, otherwise {0, what stands in its place}
local token = ARGV[1]
local seen = redis.call('HGET', KEYS[1], 'token')
if seen and (not string.match(seen, '^[1-9]%d*$') or #seen > #token or (#seen == #token and seen > token)) then
	return {0, seen}
end
if ARGV[2] then
	redis.call('HSET', KEYS[1], 'token', token, 'value', ARGV[2])
	return {1}
end
if seen ~= token then
	redis.call('HSET', KEYS[1], 'token', token)
end
return {1, redis.call('HGET', KEYS[1], 'value')}

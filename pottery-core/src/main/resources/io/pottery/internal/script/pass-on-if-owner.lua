-- Gives a lock up to the next one in the line of this process.
-- KEYS[1] the lock
-- ARGV[1] the token that gives it up; ARGV[2] the next token; ARGV[3] its lease in
-- milliseconds
-- Result: {1 where the next token holds it now, else 0; 1 where the first one held it,
-- else 0; the remaining milliseconds where another does}
local token = redis.call('GET', KEYS[1])
if token and token ~= ARGV[1] then
	return {0, 0, redis.call('PTTL', KEYS[1])}
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return {1, token and 1 or 0}

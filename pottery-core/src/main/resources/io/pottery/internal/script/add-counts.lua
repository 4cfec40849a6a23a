-- Adds to counts, all or none of them. Counts stay texts: Lua's numbers are exact to 2^53 only.
-- KEYS[1] the hash
-- ARGV[1] 'positive' to keep only what is above 0 then, in the whole hash, otherwise 'all'; the rest in pairs: the
-- field; what to add
-- Result: the new text of the last field; if nothing was done, a list of the text that is no integer, or an empty
-- list where a sum would need more than 64 bits
local previous = {}
local function undo(last)
	for i = last, 2, -2 do
		if previous[i] then
			redis.call('HSET', KEYS[1], ARGV[i], previous[i])
		else
			redis.call('HDEL', KEYS[1], ARGV[i])
		end
	end
end
for i = 2, #ARGV, 2 do
	previous[i] = redis.call('HGET', KEYS[1], ARGV[i])
	local reply = redis.pcall('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1])
	if type(reply) == 'table' then
		undo(i - 2)
		if string.find(reply.err, 'overflow', 1, true) then
			return {}
		end
		if string.find(reply.err, 'not an integer', 1, true) then
			return {previous[i]}
		end
		return reply
	end
end
if ARGV[1] == 'all' then
	return redis.call('HGET', KEYS[1], ARGV[#ARGV - 1])
end
local counts = redis.call('HGETALL', KEYS[1])
for i = 2, #counts, 2 do
	if counts[i] ~= '0' and not string.find(counts[i], '^%-?[1-9]%d*$') then
		undo(#ARGV - 1)
		return {counts[i]}
	end
end
for i = 2, #counts, 2 do
	if not string.find(counts[i], '^[1-9]') then
		redis.call('HDEL', KEYS[1], counts[i - 1])
	end
end

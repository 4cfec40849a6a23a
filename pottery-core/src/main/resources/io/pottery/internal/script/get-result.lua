-- Looks a cached result up and renews the cache. A miss answers the generation, which is the time when the first
-- miss since the last clear happened, and which the store of the result must show.
-- KEYS[1] the hash; KEYS[2] the generation
-- ARGV[1] the field, empty to miss on purpose; ARGV[2] the time-out in milliseconds, 0 for none;
-- ARGV[3] how many milliseconds a generation lives
-- Result: the entry's text on a hit, the generation as a number on a miss
local timeout = tonumber(ARGV[2])
local text = ARGV[1] ~= '' and redis.call('HGET', KEYS[1], ARGV[1])
if timeout > 0 and redis.call('PTTL', KEYS[1]) < 0.8 * timeout then
	redis.call('PEXPIRE', KEYS[1], timeout)
end
local time
if text then
	local expires = tonumber(string.match(text, '^%[(%d+),'))
	time = redis.call('TIME')
	if not expires or time[1] * 1000 + time[2] / 1000 < expires then
		return text
	end
end
local generation = redis.call('GET', KEYS[2])
if not generation then
	time = time or redis.call('TIME')
	generation = string.format('%.0f', time[1] * 1000000 + time[2])
	redis.call('SET', KEYS[2], generation, 'PX', ARGV[3])
elseif redis.call('PTTL', KEYS[2]) < 0.5 * ARGV[3] then
	redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
return tonumber(generation)

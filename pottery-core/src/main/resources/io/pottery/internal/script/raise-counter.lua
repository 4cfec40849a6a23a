-- Raises a counter that has not passed the value that was read. Numbers are compared as
-- digits: Lua's own are exact to 2^53 only.
-- KEYS[1] the counter; KEYS[3] the counters that a rejoined master knows again
-- ARGV[1] the largest value that it may have now; ARGV[2] its new value
-- Result: 1 where it was raised, 0 where it had passed, {'UNKNOWN', marker} where this
-- master may have forgotten it: then nothing is written and that is no vote
if rejoined and redis.call('SISMEMBER', KEYS[3], KEYS[1]) == 0 then
	return {'UNKNOWN', rejoined}
end
local current = redis.call('GET', KEYS[1])
if current then
	if not string.match(current, '^%d+$') then
		return redis.error_reply('NOTANUMBER the counter holds no number')
	end
	local most = ARGV[1]
	if #current > #most or (#current == #most and current > most) then
		return 0
	end
end
redis.call('SET', KEYS[1], ARGV[2])
return 1

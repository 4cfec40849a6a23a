-- Makes a delivery due now, unless it was followed by another.
-- KEYS[3] the ids of deliveries in flight by the time when they are due
-- ARGV[1] the delivery's id
-- Result: 1 if it was in flight, otherwise 0
if not redis.call('ZSCORE', KEYS[3], ARGV[1]) then
	return 0
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[3], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
return 1

-- Starts a counter again. A rejoined master, for which a missing counter is an unknown
-- one, is told that it is zero.
-- KEYS[1] the counter; KEYS[3] the counters that a rejoined master knows again
-- Result: 1
if rejoined then
	redis.call('SET', KEYS[1], '0')
	redis.call('SADD', KEYS[3], KEYS[1])
else
	redis.call('DEL', KEYS[1])
end
return 1

-- Reads a counter. A rejoined master knows only what was written there since.
-- KEYS[1] the counter; KEYS[3] the counters that a rejoined master knows again
-- Result: its decimal digits, nil where it is missing, {'UNKNOWN', marker} where this
-- master may have forgotten it
if rejoined and redis.call('SISMEMBER', KEYS[3], KEYS[1]) == 0 then
	return {'UNKNOWN', rejoined}
end
return redis.call('GET', KEYS[1])

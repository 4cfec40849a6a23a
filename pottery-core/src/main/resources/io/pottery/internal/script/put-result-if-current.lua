-- Stores a result unless the cache was cleared since its load began.
-- KEYS[1] the hash; KEYS[2] the generation
-- ARGV[1] the field; ARGV[2] the entry's text; ARGV[3] the generation of the load; ARGV[4] the time-out in
-- milliseconds, 0 for none
-- Result: 1 if stored, otherwise 0
if redis.call('GET', KEYS[2]) ~= ARGV[3] then
	return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if ARGV[4] ~= '0' then
	redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
return 1

-- Forgets a cached result and ends the generation, so that loads under way are not stored.
-- KEYS[1] the hash; KEYS[2] the generation
-- ARGV[1] the field
-- Result: 1 if there was a result, otherwise 0
local evicted = redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
return evicted

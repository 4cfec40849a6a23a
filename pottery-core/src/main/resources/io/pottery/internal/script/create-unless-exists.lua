-- Fills a key that is free.
-- KEYS[1] the key
-- ARGV[1] the command that adds elements; the rest are its elements
-- Result: 1 if the key was free, otherwise 0
if redis.call('EXISTS', KEYS[1]) == 1 then
	return 0
end
redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))
return 1

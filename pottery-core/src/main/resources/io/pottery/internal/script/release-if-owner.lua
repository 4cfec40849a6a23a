-- Gives a lock up.
-- KEYS[1] the lock
-- ARGV[1] the token
-- Result: 1 where the token held it, 0 where it did not
if redis.call('GET', KEYS[1]) == ARGV[1] then
	return redis.call('DEL', KEYS[1])
end
return 0

-- Gives a held lock its lease again.
-- KEYS[1] the lock
-- ARGV[1] the token; ARGV[2] the lease in milliseconds
-- Result: 1 where the token holds it, 0 where it does not
if redis.call('GET', KEYS[1]) == ARGV[1] then
	return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0

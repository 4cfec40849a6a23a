-- Gives a held lock its lease again. A master that lacks it, because it came back or was
-- not reached before, takes it over for the next time, which is no vote for this one.
-- KEYS[1] the lock
-- ARGV[1] the token; ARGV[2] the lease in milliseconds
-- Result: 1 where the token held it, 2 where nobody did, 0 where another does
local token = redis.call('GET', KEYS[1])
if token == ARGV[1] then
	return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if token then
	return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 2

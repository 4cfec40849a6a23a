-- Sets the expiry of a container and its companions; refuses a foreign type.
-- KEYS[1] the container; KEYS[2..] its companions
-- ARGV[1] a command that answers WRONGTYPE to every foreign type; ARGV[2] milliseconds
-- Result: 1 if the container exists, otherwise 0
redis.call(ARGV[1], KEYS[1])
for i = 2, #KEYS do
	redis.call('PEXPIRE', KEYS[i], ARGV[2])
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])

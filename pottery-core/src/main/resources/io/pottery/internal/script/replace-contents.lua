-- Replaces what a key holds; refuses a foreign type.
-- KEYS[1] the key
-- ARGV[1] a command that answers WRONGTYPE to every foreign type; ARGV[2] the command that adds elements; the rest
-- are its elements, none to leave nothing
-- Result: nil
redis.call(ARGV[1], KEYS[1])
redis.call('UNLINK', KEYS[1])
if #ARGV > 2 then
	redis.call(ARGV[2], KEYS[1], unpack(ARGV, 3))
end
return nil

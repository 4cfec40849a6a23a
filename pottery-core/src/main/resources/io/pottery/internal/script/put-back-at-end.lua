-- Adds elements at one end of a list that they were taken from. If they were all, the list expires as it did.
-- KEYS[1] the list
-- ARGV[1] the command that adds; ARGV[2] when the list expired, in milliseconds since 1970, empty for never; the rest
-- are the texts
-- Result: nil
local gone = redis.call('EXISTS', KEYS[1]) == 0
redis.call(ARGV[1], KEYS[1], unpack(ARGV, 3))
if gone and ARGV[2] ~= '' then
	redis.call('PEXPIREAT', KEYS[1], ARGV[2])
end
return nil

-- Writes fields of a hash and renews its expiry.
-- KEYS[1] the hash
-- ARGV[1] the time-out in milliseconds, empty for none; the rest are fields and texts in turns
-- Result: nil
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
if ARGV[1] ~= '' then
	redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return nil

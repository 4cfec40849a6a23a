-- Reads fields of a hash and renews its expiry.
-- KEYS[1] the hash
-- ARGV[1] the time-out in milliseconds, empty for none; the rest are the fields
-- Result: for each field its text, or nil
local texts = redis.call('HMGET', KEYS[1], unpack(ARGV, 2))
if ARGV[1] ~= '' then
	redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return texts

-- Sets every bit that is set in a text.
-- KEYS[1] the bits; KEYS[3] a scratch that is empty before and after
-- ARGV[1] the text
-- Result: 1
local millis = redis.call('PTTL', KEYS[1])
redis.call('SET', KEYS[3], ARGV[1])
redis.call('BITOP', 'OR', KEYS[1], KEYS[1], KEYS[3])
redis.call('DEL', KEYS[3])
if millis >= 0 then
	redis.call('PEXPIRE', KEYS[1], millis)
end
return 1

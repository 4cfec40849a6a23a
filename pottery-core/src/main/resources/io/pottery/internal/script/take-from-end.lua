-- Takes elements from one end of a list, and tells when the list would have expired.
-- KEYS[1] the list
-- ARGV[1] the command that takes; ARGV[2] how many elements at most
-- Result: how many there were; the texts; when the list expires, in milliseconds since 1970, empty for never
local length = redis.call('LLEN', KEYS[1])
local expiry = ''
local millis = redis.call('PTTL', KEYS[1])
if millis >= 0 then
	local time = redis.call('TIME')
	expiry = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + millis)
end
return { length, redis.call(ARGV[1], KEYS[1], ARGV[2]) or {}, expiry }

-- Tells which elements change no estimate. Tries them on a copy, which is made anew where one changed it.
-- KEYS[1] the HyperLogLog; KEYS[2] a scratch that is empty before and after
-- ARGV the elements
-- Result: for each element 0 if it would change the HyperLogLog, otherwise 1
local replies = {}
local empty = redis.call('PFCOUNT', KEYS[1]) == 0
local fresh = false
for i, element in ipairs(ARGV) do
	if empty then
		replies[i] = 0
	else
		if not fresh then
			redis.call('COPY', KEYS[1], KEYS[2], 'REPLACE')
		end
		local changed = redis.pcall('PFADD', KEYS[2], element)
		if type(changed) == 'table' then
			redis.call('DEL', KEYS[2])
			return changed
		end
		replies[i] = 1 - changed
		fresh = changed == 0
	end
end
redis.call('DEL', KEYS[2])
return replies

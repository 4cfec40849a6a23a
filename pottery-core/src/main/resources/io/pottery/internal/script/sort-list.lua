-- Sorts a list whose elements are all of a form that Redis puts in the order of their values. Digits are few enough
-- for a double to tell every two numbers apart; strings have no escapes, and no character before the closing quote.
-- KEYS[1] the list
-- ARGV[1] integers, decimals or strings
-- Result: 1 if sorted, otherwise 0
local key = KEYS[1]
local form = ({ integers = '^%-?%d+$', decimals = '^%-?%d+[%d%.eE+-]*$', strings = '^"[#-Z%[%]^-~]*"$' })[ARGV[1]]
local longest = (ARGV[1] == 'integers') and 15 or math.huge
for first = 0, redis.call('LLEN', key) - 1, 1000 do
	for _, text in ipairs(redis.call('LRANGE', key, first, first + 999)) do
		if #text > longest or not string.find(text, form) then
			return 0
		end
	end
end
local millis = redis.call('PTTL', key)
local reply
if ARGV[1] == 'strings' then
	reply = redis.pcall('SORT', key, 'ALPHA', 'STORE', key)
else
	reply = redis.pcall('SORT', key, 'STORE', key)
end
if type(reply) == 'table' then
	return 0
end
-- SORT ends the expiry. With 0 left, PEXPIRE deletes the key, as is due; -1 means that there was none.
if millis >= 0 then
	redis.call('PEXPIRE', key, millis)
end
return 1

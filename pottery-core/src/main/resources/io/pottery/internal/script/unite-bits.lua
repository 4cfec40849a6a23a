-- Sets every bit that is set in another filter.
-- KEYS in triples, one for each filter, the one to change first: its bits; its parameters; its scratch
-- Result: how many filters were united with the first
local millis = redis.call('PTTL', KEYS[1])
for i = 4, #KEYS, 3 do
	redis.call('BITOP', 'OR', KEYS[1], KEYS[1], KEYS[i])
end
if millis >= 0 then
	redis.call('PEXPIRE', KEYS[1], millis)
end
return (#KEYS - 3) / 3

-- Merges HyperLogLogs into one.
-- KEYS in pairs, one for each HyperLogLog, the one to change first: itself; its scratch
-- Result: 0 if merged, otherwise the number of the one that is none, from 1
for i = 1, #KEYS, 2 do
	if type(redis.pcall('PFCOUNT', KEYS[i])) == 'table' then
		return (i + 1) / 2
	end
end
for i = 3, #KEYS, 2 do
	redis.call('PFMERGE', KEYS[1], KEYS[i])
end
return 0

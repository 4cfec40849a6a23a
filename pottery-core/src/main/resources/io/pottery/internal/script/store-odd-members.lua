-- Replaces a set by what stands in an odd number of sets; leaves a foreign type alone.
-- KEYS[1] the first set; KEYS[2] the set to replace; KEYS[3..] the other sets
-- Result: how many elements there are, or nil if the set to replace is of a foreign type
if type(redis.pcall('SCARD', KEYS[2])) == 'table' then
	return nil
end
local odd = {}
for i, key in ipairs(KEYS) do
	if i ~= 2 then
		for _, element in ipairs(redis.call('SMEMBERS', key)) do
			odd[element] = not odd[element] or nil
		end
	end
end
redis.call('UNLINK', KEYS[2])
for element in pairs(odd) do
	redis.call('SADD', KEYS[2], element)
end
return redis.call('SCARD', KEYS[2])

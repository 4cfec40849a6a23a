-- Replaces a set by what stands in an odd number of sets; refuses a foreign type.
-- KEYS[1] the set to replace; KEYS[2..] the sets
-- Result: nil
redis.call('SCARD', KEYS[1])
local odd = {}
for i = 2, #KEYS do
	for _, element in ipairs(redis.call('SMEMBERS', KEYS[i])) do
		odd[element] = not odd[element] or nil
	end
end
redis.call('UNLINK', KEYS[1])
for element in pairs(odd) do
	redis.call('SADD', KEYS[1], element)
end
return nil

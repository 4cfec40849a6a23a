-- Reads what stands in an odd number of sets.
-- KEYS the sets
-- Result: the elements
local odd = {}
for _, key in ipairs(KEYS) do
	for _, element in ipairs(redis.call('SMEMBERS', key)) do
		odd[element] = not odd[element] or nil
	end
end
local elements = {}
for element in pairs(odd) do
	elements[#elements + 1] = element
end
return elements

-- Tells which elements stand in every set.
-- KEYS the sets
-- ARGV the elements
-- Result: those that do
local common = {}
for _, element in ipairs(ARGV) do
	local missing = false
	for _, key in ipairs(KEYS) do
		missing = missing or redis.call('SISMEMBER', key, element) == 0
	end
	if not missing then
		common[#common + 1] = element
	end
end
return common

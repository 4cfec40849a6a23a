-- Tells whether a hash has every field.
-- KEYS[1] the hash
-- ARGV the fields
-- Result: 1 if it has, otherwise 0
for _, field in ipairs(ARGV) do
	if redis.call('HEXISTS', KEYS[1], field) == 0 then
		return 0
	end
end
return 1

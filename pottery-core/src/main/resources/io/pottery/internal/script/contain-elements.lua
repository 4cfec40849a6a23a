-- Tells which texts stand in a list, reading it once, up to where all are found.
-- KEYS[1] the list
-- ARGV the texts
-- Result: for each 1 if it stands there, otherwise 0
local missing = {}
local count = 0
for _, text in ipairs(ARGV) do
	if not missing[text] then
		missing[text] = true
		count = count + 1
	end
end
local first = 0
repeat
	local texts = redis.call('LRANGE', KEYS[1], first, first + 999)
	for _, text in ipairs(texts) do
		if missing[text] then
			missing[text] = nil
			count = count - 1
		end
	end
	first = first + 1000
until count == 0 or #texts < 1000
local replies = {}
for i, text in ipairs(ARGV) do
	replies[i] = missing[text] and 0 or 1
end
return replies

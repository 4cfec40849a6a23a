-- Removes elements that were read at an index of a list. Where another stands there now, the same text is looked for
-- elsewhere.
-- KEYS[1] the list
-- ARGV[1] a text that stands nowhere in the list; ARGV[2] 1 to look from the head, -1 from the tail; then in pairs:
-- the index, the text that was read
-- Result: how many were removed
local marked = 0
local moved = {}
for i = 3, #ARGV, 2 do
	if redis.call('LINDEX', KEYS[1], ARGV[i]) == ARGV[i + 1] then
		redis.call('LSET', KEYS[1], ARGV[i], ARGV[1])
		marked = marked + 1
	else
		moved[#moved + 1] = ARGV[i + 1]
	end
end
local removed = marked
if marked > 0 then
	redis.call('LREM', KEYS[1], ARGV[2] * marked, ARGV[1])
end
for _, text in ipairs(moved) do
	removed = removed + redis.call('LREM', KEYS[1], ARGV[2], text)
end
return removed

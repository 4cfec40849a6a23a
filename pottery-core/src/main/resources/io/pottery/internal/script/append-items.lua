-- Appends items to a queue.
-- KEYS[1] the stream
-- ARGV the items
-- Result: how many items there were
for _, item in ipairs(ARGV) do
	redis.call('XADD', KEYS[1], '*', 'item', item)
end
return #ARGV

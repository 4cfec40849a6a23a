-- Runs another script, whose text replaces the marked line, with fields and texts that were staged as its last
-- arguments.
-- KEYS the keys of the other script; then the hash that was staged
-- ARGV the first arguments of the other script
-- Result: what the other script returns; an error if nothing is staged any more
local function body()
--[[body]]
end
local staged = table.remove(KEYS)
local texts = redis.call('HGETALL', staged)
if #texts == 0 then
	return redis.error_reply("ERR what was staged for the script is gone")
end
for _, text in ipairs(texts) do
	ARGV[#ARGV + 1] = text
end
redis.call('UNLINK', staged)
return body()

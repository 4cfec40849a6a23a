-- Reads a master's marker.
-- KEYS[1] the marker
-- ARGV[last] the run id of the server that the connection leads to
-- Result: {marker, empty where it is missing; 1 where it is this process's, else 0;
-- milliseconds of the server's clock; the run id}
local marker = redis.call('GET', KEYS[1]) or ''
local now = redis.call('TIME')
local mine = string.match(marker, '^%S+') == ARGV[#ARGV]
return {marker, mine and 1 or 0, now[1] * 1000 + math.floor(now[2] / 1000), ARGV[#ARGV]}

-- Rings up small sales, each with a key of its own, for one member after the other.
--
--   wrk -s ring-up.lua URL -- RUN MEMBER...
--
-- RUN makes the keys differ from those of every run before.

local members, sales, run = {}, 0, ""

function init(args)
  run = args[1]
  for place = 2, #args do
    members[#members + 1] = args[place]
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Accept"] = "application/json"
end

function request()
  sales = sales + 1
  local member = members[sales % #members + 1]
  return wrk.format(nil, nil, nil, "member=" .. member .. "&basket=4.20&key=" .. run .. "-" .. sales)
end

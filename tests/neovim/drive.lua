-- Opens wi.md of the folder in $QMS with `art17 lsp`, does what a person does, and prints what came of it as JSON.
local seen = {}
local folder = vim.env.QMS

local function wait(what, ready)
  if not vim.wait(60000, ready, 50) then
    error("waited in vain for " .. what)
  end
end

local function rules() -- older versions keep the code with what the server sent
  return vim.tbl_map(function(each)
    local sent = ((each.user_data or {}).lsp or {})
    return each.code or sent.code or "none"
  end, vim.diagnostic.get(0))
end

local function asked(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local function at(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params(0, "utf-16")
end

local function main()
vim.cmd("edit " .. folder .. "/wi.md")
local settings = {
  name = "art17",
  cmd = vim.split(vim.env.ART17, " "),
  root_dir = folder,
  workspace_folders = { { uri = vim.uri_from_fname(folder), name = "qms" } },
}
if vim.lsp.start then
  vim.lsp.start(settings)
else -- before 0.8
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(settings))
end
wait("diagnostics", function() return vim.tbl_contains(rules(), "art17/links/target-exists") end)
seen.diagnostics = rules()
seen.hover = asked("textDocument/hover", at(10, 10)).contents.value
seen.completion = vim.tbl_map(function(each) return each.label end, asked("textDocument/completion", at(6, 12)).items)

local params = vim.lsp.util.make_range_params(0, "utf-16")
params.range = { start = { line = 5, character = 0 }, ["end"] = { line = 5, character = 5 } }
params.context = { diagnostics = {} }
for _, action in ipairs(asked("textDocument/codeAction", params)) do
  if action.title:find("SOP-04", 1, true) then
    seen.action = action.title
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
  end
end
wait("the repair", function() return not vim.tbl_contains(rules(), "art17/links/target-exists") end)
seen.repaired = vim.api.nvim_buf_get_lines(0, 5, 6, false)[1]

local rename = at(6, 14)
rename.newName = "SOP-40"
vim.o.hidden = true
vim.lsp.util.apply_workspace_edit(asked("textDocument/rename", rename), "utf-16")
seen.renamed = vim.api.nvim_buf_get_lines(0, 5, 6, false)[1]
vim.cmd("silent edit " .. folder .. "/sop.md")
seen.renamed_there = vim.api.nvim_buf_get_lines(0, 1, 2, false)[1]
io.stdout:write(vim.fn.json_encode(seen) .. "\n")
end

local done, why = pcall(main)
if not done then
  io.stderr:write(tostring(why) .. "\n")
end
vim.cmd(done and "qall!" or "cquit")

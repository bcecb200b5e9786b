#include "lab/tape_json.h"

#include "base/text.h"
#include "lab/json_writer.h"

namespace qkv {
namespace {

void write(const Tape& tape, const Expr& e, std::string& out) {
  out += textOf({"{\"op\":\"", kindName(e.kind), "\""});
  if (e.kind == ExprKind::cell) {
    out += textOf({",\"node\":", quoted(tape.node(e.node).path), ",\"row\":", e.row, ",\"col\":", e.col,
                   ",\"value\":", jsonNumber(static_cast<Scalar>(e.value)), "}"});
    return;
  }
  if (e.kind == ExprKind::number) {
    out += textOf({",\"value\":", jsonNumber(e.value), "}"});
    return;
  }
  out += ",\"args\":[";
  for (size_t i = 0; i < e.args.size(); ++i) {
    if (i) out += ",";
    write(tape, e.args[i], out);
  }
  out += "]}";
}

}  // namespace

std::string structureJson(const Tape& tape) {
  const auto path = [&](NodeId id) { return quoted(tape.node(id).path); };
  const auto pathOrNull = [&](NodeId id) { return id == kNoNode ? "null" : path(id); };
  NodeId id = 0;
  return jsonArray(tape.nodes(), [&](const Node& node) {
    const Formula rule = tape.rule(id++);
    JsonWriter constants;
    for (const Constant& constant : rule.constants) constants.number(constant.name, constant.value);
    return JsonWriter()
        .text("path", node.path)
        .text("op", node.op->name())
        .raw("shape", textOf({"[", node.shape.rows, ",", node.shape.cols, "]"}))
        .raw("inputs", jsonArray(node.inputs, path))
        .raw("gradient_of", pathOrNull(node.gradientOf))
        .raw("gradient", pathOrNull(node.gradient))
        .raw("offset", textOf({node.offset}))
        .flag("stacked", node.isStacked)
        .text("rule", rule.text)
        .text("cell", rule.cell)
        .raw("constants", constants.json())
        .json();
  });
}

std::string explanationJson(const Tape& tape, const std::string& path, Index row, Index col) {
  std::string out;
  write(tape, tape.explain(tape.find(path), row, col), out);
  return out;
}

std::string reachJson(const Tape& tape, const std::string& path, Index row, Index col) {
  std::string out = "[";
  NodeId last = kNoNode;
  for (const Cell& cell : reach(tape, tape.find(path), row, col)) {
    if (cell.node != last && last != kNoNode) out += "]},";
    out +=
        cell.node == last ? "," : textOf({"{\"path\":", quoted(tape.node(cell.node).path), ",\"cells\":["});
    out += textOf({"[", cell.row, ",", cell.col, "]"});
    last = cell.node;
  }
  return out + (last == kNoNode ? "]" : "]}]");
}

}  // namespace qkv

// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The everyday file, in which there is nothing for us: no map, thread or lock,
// but the headers that most files have.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace text {

struct Number {
  double value;
};
struct Operator {
  char symbol;
};
struct Parenthesis {
  bool opens;
};
using Token = std::variant<Number, Operator, Parenthesis>;

class Lexer {
public:
  explicit Lexer(std::string_view input) : rest_(input) {}

  std::optional<Token> next() {
    while (!rest_.empty() && rest_.front() == ' ')
      rest_.remove_prefix(1);
    if (rest_.empty())
      return std::nullopt;
    char first = rest_.front();
    if (first >= '0' && first <= '9')
      return number();
    rest_.remove_prefix(1);
    if (first == '(' || first == ')')
      return Parenthesis{first == '('};
    return Operator{first};
  }

private:
  Token number() {
    size_t length = 0;
    while (length < rest_.size() &&
           (std::isdigit(static_cast<unsigned char>(rest_[length])) ||
            rest_[length] == '.'))
      ++length;
    std::istringstream digits{std::string(rest_.substr(0, length))};
    rest_.remove_prefix(length);
    Number result{};
    digits >> result.value;
    return result;
  }

  std::string_view rest_;
};

class Expression {
public:
  virtual ~Expression() = default;
  virtual double value() const = 0;
};

class Constant : public Expression {
public:
  explicit Constant(double value) : value_(value) {}
  double value() const override { return value_; }

private:
  double value_;
};

class Binary : public Expression {
public:
  Binary(char symbol, std::unique_ptr<Expression> left,
         std::unique_ptr<Expression> right)
      : symbol_(symbol), left_(std::move(left)), right_(std::move(right)) {}

  double value() const override {
    double left = left_->value(), right = right_->value();
    switch (symbol_) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      return right == 0 ? 0 : left / right;
    }
  }

private:
  char symbol_;
  std::unique_ptr<Expression> left_, right_;
};

static int priority(char symbol) {
  return symbol == '+' || symbol == '-' ? 1 : 2;
}

class Parser {
public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::unique_ptr<Expression> parse(int least = 0) {
    auto left = primary();
    while (left && at_ < tokens_.size()) {
      const auto *op = std::get_if<Operator>(&tokens_[at_]);
      if (!op || priority(op->symbol) <= least)
        break;
      ++at_;
      auto right = parse(priority(op->symbol));
      if (!right)
        return nullptr;
      left = std::make_unique<Binary>(op->symbol, std::move(left),
                                      std::move(right));
    }
    return left;
  }

private:
  std::unique_ptr<Expression> primary() {
    if (at_ == tokens_.size())
      return nullptr;
    const Token &token = tokens_[at_++];
    if (const auto *number = std::get_if<Number>(&token))
      return std::make_unique<Constant>(number->value);
    const auto *parenthesis = std::get_if<Parenthesis>(&token);
    if (!parenthesis || !parenthesis->opens)
      return nullptr;
    auto inner = parse();
    ++at_;
    return inner;
  }

  std::vector<Token> tokens_;
  size_t at_ = 0;
};

std::vector<Token> tokens(std::string_view line) {
  std::vector<Token> result;
  Lexer lexer(line);
  while (auto token = lexer.next())
    result.push_back(*token);
  return result;
}

double total(const std::vector<std::string> &lines) {
  std::vector<double> values;
  std::transform(lines.begin(), lines.end(), std::back_inserter(values),
                 [](const std::string &line) {
                   auto expression = Parser(tokens(line)).parse();
                   return expression ? expression->value() : 0.0;
                 });
  std::sort(values.begin(), values.end(), std::greater<>());
  return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace text

int main() {
  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);)
    lines.push_back(line);
  std::cout << text::total(lines) << '\n';
}

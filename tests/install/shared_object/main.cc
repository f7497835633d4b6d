#include <iostream>
#include <string>

int SeverityOf(const std::string& rules, const std::string& text);
std::string WriteNote(const std::string& text);

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string note = WriteNote("My son was burned by the charger.");
  const int severity = SeverityOf(argv[1], note.substr(2));
  std::cout << "severity " << severity << "\n";
  return severity == 5 ? 0 : 1;  // CRITICAL
}

#include <string>

#include "note.pb.h"

std::string WriteNote(const std::string& text) {
  other::Complaint note;
  note.set_body(text);
  return note.SerializeAsString();
}

// Folding: the shadow text on which all matching happens, and the way back to the bytes as given.
//
// Two texts that a reader takes for the same words have the same shadow. Folding
//   1. repairs invalid UTF-8 (each maximal invalid part counts as one U+FFFD) and counts the repairs;
//   2. drops default-ignorable characters (zero width, soft hyphen, bidi marks, variation selectors);
//   3. maps by NFKC and full case folding; then, on Latin, Hebrew and Arabic letters, drops the marks
//      (so ş, ș and s are one letter; perché and perche; points of Hebrew), and maps ł ø đ ı to l o d i;
//   4. maps decimal digits of all scripts to 0-9, curly quotes, geresh and primes to ' and ", and dashes
//      and the maqaf to '-';
//   5. makes one ' ' of each run of white space, or one '\x02' where the run holds a blank line;
//   6. overwrites every other character that is not ASCII and not a letter, number or mark with '\x01',
//      one for each byte of its UTF-8 form.
// So every byte >= 0x80 belongs to a word, the word bytes below 0x80 are [0-9a-z_], and the ASCII class
// [^0-9a-z_\x80-\xff] is an exact Unicode word boundary in any regex engine.
//
//   ShadowText shadow;
//   shadow.Append("Perch\xC3\xA9 l'ORDINE?");     // shadow.bytes() == "\x01perche l'ordine?\x01"
//   shadow.ToOriginal({10, 16});                  // {10, 16}: ORDINE, in the bytes given
//
// Not mapped: what would grow to more than three times its bytes (a few Arabic phrases and Japanese squared
// words written as one character) or begin with a mark. Look-alikes of other alphabets stay what they are: a
// Cyrillic letter is no Latin one. A letter and its marks are at most 20 code points: further marks are
// dropped.
//
// Guarantees: total; linear in the input; output valid UTF-8, at most 3 times the input plus 2 bytes;
// folding the output again changes nothing; the map back is monotone. ASCII costs about 0.15 microseconds per
// KB. Thread-compatible.
#ifndef TRIAGE_SRC_TEXT_FOLD_H_
#define TRIAGE_SRC_TEXT_FOLD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/span.h"

namespace triage::text {

class ShadowText {
 public:
  // Stands before, between and after appended pieces, and for what is no part of a word.
  static constexpr char kEdge = '\x01';
  // All pieces of one shadow text.
  static constexpr size_t kMaxBytes = size_t{256} << 20;
  // Stands for a blank line.
  static constexpr char kParagraph = '\x02';

  // Forgets all pieces and keeps the memory.
  void Clear();

  // Folds `text` and appends it, followed by kEdge. `offset` is where `text` begins in the field of the
  // complaint that it came from: ToOriginal() adds it. Returns the range of the folded piece in bytes(),
  // without the edges around it: bytes()[range.begin - 1] and bytes()[range.end] are kEdge. What goes beyond
  // kMaxBytes in all pieces together is left out. `offset` plus the size of `text` stays below 2 GiB.
  Span Append(std::string_view text, uint32_t offset = 0);

  // kEdge, then each piece followed by kEdge.
  std::string_view bytes() const { return std::string_view(buffer_.data(), size_); }

  // The range of the field's original bytes that folded into `folded`, a range inside one piece:
  // the smallest range of whole characters (base characters with their dropped marks; a run of white space is
  // one) that covers it. An empty range gives the empty range where the character at its place begins.
  Span ToOriginal(Span folded) const;

  // How many invalid parts were repaired since Clear().
  uint32_t repaired() const { return repaired_; }

 private:
  friend class Folder;

  // Where folding changed the distance between original and folded offsets. From `folded` up to the next edit
  // either each byte stands for the byte at the same distance from `original` (and characters are as long as
  // they were), or, where `whole`, all of it stands for all of [original, the next edit's original).
  struct Edit {
    uint32_t folded;
    uint32_t packed;  // original, whole

    static Edit Of(uint32_t folded, uint32_t original, bool whole) {
      return {folded, original << 1 | (whole ? 1U : 0U)};
    }
    uint32_t original() const { return packed >> 1; }
    bool whole() const { return (packed & 1U) != 0; }
  };
  size_t EditAt(uint32_t folded) const;  // the last edit at or before `folded`

  std::string buffer_ =
      std::string(1, kEdge);  // longer than what is used, so that it is not cleared each time
  size_t size_ = 1;
  size_t taken_ = 0;  // bytes of input since Clear()
  std::vector<Edit> edits_;
  uint32_t repaired_ = 0;
};

// One word of rule text (a term, a literal of a pattern), folded as complaints are, without edges.
std::string Fold(std::string_view text);

// True for the bytes of words in a shadow text.
inline bool IsWordByte(char c) {
  const unsigned char u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u == '_';
}

}  // namespace triage::text

#endif  // TRIAGE_SRC_TEXT_FOLD_H_

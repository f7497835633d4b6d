#include "src/text/language_words.h"

namespace triage::text {
namespace {

struct WordList {
  uint8_t score;
  uint8_t weight;
  std::string_view words;
};

constexpr WordList kLists[] = {
    // English
    {0, 3,
     "the and is are was were of that this you your my we have has had not with for from been will "
     "would could should they their what when where who how which there please because about after "
     "before again still never ever does did don doesn didn isn wasn won its our it to be but if than "
     "then them these those am im ive hello thanks thank sorry anyone nobody nothing something without "
     "since until only any some very too such yesterday today tomorrow"},
    {0, 2,
     "order parcel package refund broken damaged delivery received arrived waiting weeks week days day "
     "month money service help customer account bought item wrong late lawyer injured hurt burned "
     "burnt fire phone email support charged twice cancel shipping shipped ordered missing lost stolen "
     "back box shop store missed call called want need get got give make made use used work works "
     "working good great bad new time first one two people out up down over into just can do so as by "
     "or all more no now other while every being"},
    {0, 1,
     "in on at an he she his her me us -ing -ght -tion -ness -ment -ould -ed -ly -ould -th -ck -ew -ow "
     "-wn -gh"},
    // Romanian
    {1, 3,
     "este sunt nu pentru din fost foarte acest aceasta acum imi iti inca daca cand unde cum dar nici "
     "niciun nicio dumneata aveti avem sau ati cu pe mai sa va ca ce care despre dupa pana intre fara "
     "asta astea acesta aceste acestea asa buna ziua multumes rog prin doar avea eu ei lui lor noi voi "
     "sint era erau fi fie fiind vreau vrea trebuie cumva chiar atunci toate tot toata toti mult multa "
     "multi putin bine rau asupra totusi cel cea cei cele unei unui unor niste dumnea ori deja azi "
     "ieri maine oricum nimeni nimic cineva ceva"},
    {1, 2,
     "comanda comenzi colet coletul bani banii produs produsul primit ajuns livrare livrat livrarea "
     "factura facturii rambursa retur stricat spart defect gresit sapta zile luni astept asteptat "
     "curier curierul cont contul telefon reclamat serviciu magazin comandat platit plata scris copil "
     "copilul fiul mea meu mele mei nostru noastra spital ars rani ranit avocat inapoi returnat trimis "
     "raspuns raspunde suna sunat lucru lucruri oameni om an ani iar"},
    {1, 1,
     "am la si in un de o au ai mi al le ne -ului -ul -lor -ilor -elor -ea -esc -ii -eaza -ele -ile "
     "-at -iei -uri -atie -tate -iune -ati -eti -este -ul -rea -ari -sc"},
    // Italian
    {2, 3,
     "il gli che non sono del della dello dei delle nel nella nelle ho hai abbiamo avete hanno anche "
     "piu molto questo questa questi quello quella come quando dove perche cosa ancora gia sempre "
     "buongior grazie salve vorrei posso stato stata stati alla alle agli dal dalla sul sulla sulle "
     "mio mia miei vostro vostra vostri nostro nostra senza dopo prima fatto fare ma cosi nessuno "
     "niente nulla tutto tutti tutta essere avere era siamo siete sia pero quindi poi dell all nell "
     "sull dall oggi ieri domani loro lui lei qualcuno ogni altro altra ed"},
    {2, 2,
     "ordine ordini pacco rimborso consegna arrivato arrivata rotto rotta soldi servizio cliente "
     "giorni giorno settiman mese mesi fattura spediz corriere prodotto ricevuto ricevuta aspetto "
     "attesa avvocato figlio figlia bambino ospedale telefono reso indietro ritardo conto spedito "
     "danni chiamato risposto risposta scritto mandato comprato pagato pagament bruciato ferito ferita "
     "sbagliat errato volte volta due tre anni anno casa"},
    {2, 1,
     "di per una e si mi ti ci vi con un lo da al ai le la su ha i -zione -zioni -mente -ggio -ato "
     "-ata -ati -ito -ita -uto -etto -etta -ezza -tto -cchi -ssi -are -ere -ire -oni -ino -ella -ello "
     "-iamo -ando -endo -gli -oso -osa -ico -ica -ura -tta -sso -nza -ismo -cio -cia -gio"},
    // Others in Latin letters
    {3, 3,
     "der das und ist nicht ich mit ein eine von den auf fur auch wir sie haben wurde dem des sich bei "
     "oder noch nach les est pas qui dans pour vous nous je ne sur avec cette ce sont mais tres ont "
     "mes ma mon et ete el los las y en por para muy pero esta esto mas mi su yo porque cuando han hay "
     "fue sin todo bien donde no es os um uma nao com em mais foi eu voce meu minha seu sua ao pelo "
     "pela tem sao ou isso ja amb els aquest aquesta dels per het een van ik niet dat op te voor met "
     "zijn maar wij ook och att det som inte jag har till av den ett vi pa om med nie sie jest w na z "
     "ze jak do po czy to ktory ale co tak byl bardzo prze je jsem se ze ktery byl pro jako az hogy "
     "nem egy is meg volt van ez mint csak mar es ve bir bu icin cok ile ama daha ne olarak gibi sed "
     "ad cum quod qui quae est ut ex ab aut enim esse dhe nje qe per te ne eshte me nuk si por jest u "
     "ili da li nije sam su koji smo bio kao yang dan untuk dengan ini itu dari tidak ada pada saya "
     "akan kami karena oleh"},
    {3, 1,
     "-cion -ciones -dad -cao -coes -ung -lich -heit -keit -sch -eux -aux -ment -oes -ij -sz -cz -aa "
     "-ow -ych -ego -ski -ska -os -as -es -ez -ais -ait -ent -en -er -um -us -ur -is -ur -ek -ak -ok "
     "-ja -je -ju -ler -lar -nya -kan -het -ost -nie -ch -et -or -ir -ou -ao -ud -ig -lig -ade -ning "
     "-ande -heid -ica -ova -ni -ky -ne -uar -im -te"},
};

constexpr size_t kSlots = 2048;

constexpr size_t SlotOf(uint64_t key) { return static_cast<size_t>(key * 0x9E3779B97F4A7C15ULL >> 53); }

struct Table {
  LanguageWord slots[kSlots] = {};
};

// The first list that names a word has it: the lists stand in the order of our interest.
constexpr Table Build() {
  Table table;
  for (const WordList& list : kLists) {
    size_t begin = 0;
    for (size_t i = 0; i <= list.words.size(); ++i) {
      if (i < list.words.size() && list.words[i] != ' ') continue;
      const uint64_t key = WordKey(list.words.substr(begin, i - begin));
      begin = i + 1;
      if (key == 0) continue;
      size_t slot = SlotOf(key);
      while (table.slots[slot].key != 0 && table.slots[slot].key != key) slot = (slot + 1) % kSlots;
      if (table.slots[slot].key == 0) table.slots[slot] = {key, list.score, list.weight};
    }
  }
  return table;
}

constexpr Table kTable = Build();

// By the last two letters of an ending, 'a' to 'z' each.
struct Endings {
  uint8_t lengths[26 * 26] = {};
};

constexpr bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }
constexpr size_t PairOf(char a, char b) {
  return static_cast<size_t>(a - 'a') * 26 + static_cast<size_t>(b - 'a');
}

constexpr Endings ListEndings() {
  Endings endings;
  for (const WordList& list : kLists) {
    size_t begin = 0;
    for (size_t i = 0; i <= list.words.size(); ++i) {
      if (i < list.words.size() && list.words[i] != ' ') continue;
      const std::string_view word = list.words.substr(begin, i - begin);
      begin = i + 1;
      if (word.size() < 3 || word[0] != '-') continue;
      uint8_t& lengths = endings.lengths[PairOf(word[word.size() - 2], word[word.size() - 1])];
      lengths = static_cast<uint8_t>(lengths | 1u << (word.size() - 1));
    }
  }
  return endings;
}

constexpr Endings kEndings = ListEndings();

}  // namespace

unsigned EndingLengths(char last_but_one, char last) {
  return IsLetter(last_but_one) && IsLetter(last) ? kEndings.lengths[PairOf(last_but_one, last)] : 0;
}

const LanguageWord* FindLanguageWord(uint64_t key) {
  for (size_t slot = SlotOf(key); kTable.slots[slot].key != 0; slot = (slot + 1) % kSlots) {
    if (kTable.slots[slot].key == key) return &kTable.slots[slot];
  }
  return nullptr;
}

}  // namespace triage::text

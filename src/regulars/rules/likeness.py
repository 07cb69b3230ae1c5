"""Which short texts may mean the same: character trigrams, weighted by how rare they are.

Wishes are short, in two languages, with slips of the pen and long compounds: "Kaffeebohnen in
kleinen Tüten" and "kleine Kaffeetüten" share no word and many trigrams. No model is learnt, so that
the same texts give the same suggestions. A suggestion only: a person groups.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping

SIZE = 3
LEAST = 0.28  # below that, most pairs mean different things
# Words with which wishes begin in either language. They say nothing of what is wished for.
_FILLERS = """
a an the i we you they would could like love to have want wish if please and or of for in on at
with is it be can more some also there that this do does not me my us our your
ich wir sie du es ein eine einen einer der die das den dem des und oder zu auch noch mehr hätte
hätten gern gerne möchte möchten wünsche wünschen würde würden kann könnte bitte mit für in im am
an auf bei ist sind wäre dass wenn haben man mal nicht
"""
SAYS_NOTHING = frozenset(_FILLERS.split())


def grams(text: str) -> Counter[str]:
    """The trigrams of the words that say something, each word with its borders."""
    words = [_plain(word) for word in _words(text) if word not in SAYS_NOTHING]
    found: Counter[str] = Counter()
    for word in filter(None, words):
        bordered = f" {word} "
        found.update(bordered[at : at + SIZE] for at in range(len(bordered) - SIZE + 1))
    return found


def _words(text: str) -> list[str]:
    kept = "".join(sign if sign.isalnum() else " " for sign in text.casefold())
    return kept.split()


def _plain(word: str) -> str:
    """Without accents and dots: Tüten is Tuten, so that a slip of the pen changes little."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def alike(texts: Mapping[int, str], *, least: float = LEAST) -> list[tuple[float, int, int]]:
    """Pairs of keys whose texts are at least so alike, the most alike first: (0 to 1, key, key)
    with the smaller key first. The cosine between the weighted trigrams."""
    counted = {key: grams(text) for key, text in texts.items()}
    known = Counter(gram for found in counted.values() for gram in found)
    weight = {gram: 1 + math.log((1 + len(texts)) / (1 + times)) for gram, times in known.items()}
    vectors = {key: _unit(found, weight) for key, found in counted.items()}
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    scores: dict[tuple[int, int], float] = defaultdict(float)
    for key in sorted(vectors):
        for gram, share in vectors[key].items():
            for other, theirs in holders[gram]:
                scores[other, key] += share * theirs
            holders[gram].append((key, share))
    found_pairs = [(min(score, 1.0), *pair) for pair, score in scores.items() if score >= least]
    return sorted(found_pairs, key=lambda one: (-one[0], one[1:]))


def _unit(found: Counter[str], weight: Mapping[str, float]) -> dict[str, float]:
    raw = {gram: (1 + math.log(times)) * weight[gram] for gram, times in found.items()}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {gram: value / length for gram, value in raw.items()} if length else {}

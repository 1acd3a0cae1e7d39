"""Slugs: any text as lower-case Latin words joined by hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not come apart into a Latin letter and an accent. Cyrillic and Greek are written
# as newspapers write them, not by a scholarly standard: an id is read by people.
_PAIRS = """
    ə=e ı=i ß=ss ø=o ł=l đ=d ð=d þ=th æ=ae œ=oe ħ=h ŋ=n ŧ=t ĸ=k ɣ=g ʼ= ʻ=
    а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f
    х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya
    є=ye і=i ї=yi ґ=g ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=gj ќ=kj ѕ=dz
    ғ=g қ=q ң=n ө=o ү=u ұ=u һ=h ҹ=j ә=a
    α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f
    χ=ch ψ=ps ω=o
"""
_LETTERS = str.maketrans(dict(pair.split("=") for pair in _PAIRS.split()))
_POSSESSIVE = re.compile(r"['’](?=s\b)")


@lru_cache(maxsize=4096)  # names come again and again
def slugify(text: str) -> str:
    """The text in `a-z`, `0-9` and single hyphens; empty if nothing of it can be written so.

    Accents are dropped, a possessive joins (`Azerbaijan's` is `azerbaijans`), all else that is
    neither letter nor digit separates (`l'arte` is `l-arte`).
    """
    lower = _POSSESSIVE.sub("", unicodedata.normalize("NFC", text).lower()).translate(_LETTERS)
    split = unicodedata.normalize("NFKD", lower)
    bare = "".join(char for char in split if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", bare.lower().translate(_LETTERS)))

"""Another language is named where it is sure, and English is never taken for one."""

from __future__ import annotations

import pytest

from dateline.read.language import believed, foreign_language

FOREIGN = {
    "Afrikaans": "Rebelle het Maandag twee soldate naby die dorp gedood, het die weermag in 'n verklaring gesê.",
    "Arabic": "قتل المتمردون جنديين يوم الاثنين بالقرب من تدمر بحسب الجيش",
    "Chinese": "军方表示，叛军星期一在帕尔米拉打死两名士兵。",
    "Danish": "Oprørere dræbte to soldater mandag i nærheden af Tadmur, oplyste hæren, som har mistet kontrollen over byen.",
    "Dutch": "Rebellen hebben maandag twee soldaten gedood in de buurt van Tadmur, zei het leger.",
    "French": "Les rebelles ont tué deux soldats lundi près de Tombouctou, a déclaré un porte-parole de l'armée.",
    "German": "Rebellen töteten am Montag zwei Soldaten in der Nähe von Tadmur, teilte die Armee mit.",
    "Persian": "شورشیان روز دوشنبه دو سرباز را در نزدیکی تدمر کشتند",
    "Portuguese": "Rebeldes mataram dois soldados na segunda-feira perto da fronteira, disse o exército em comunicado.",
    "Russian": "Повстанцы убили двух солдат в понедельник, сообщила армия.",
    "Spanish": "Los rebeldes mataron a dos soldados el lunes cerca de Arauca, dijo el ejército.",
    "Turkish": "İsyancılar pazartesi günü iki askeri öldürdü, ordu yaptığı açıklamada söyledi.",
}
ENGLISH = [
    "Boko Haram raids Chibok",
    "Kandahar, Helmand, Zabul, Uruzgan, Farah, Nimroz, Herat, Badghis, Ghor, Faryab, Jowzjan, Sar-e-Pul, Balkh, Samangan, Kunduz",
    "Abdullah Abdullah, Ashraf Ghani, Hamid Karzai, Gulbuddin Hekmatyar, Rashid Dostum, Mohammad Mohaqiq, Atta Mohammad Noor",
    "San Miguel, El Salvador, 14 Feb 1989. FMLN urban commandos mortared Tercera Brigada barracks.",
    "REBELS KILLED TWO SOLDIERS NEAR TADMUR ON MONDAY. ARMY SAYS AREA SECURED.",
    "The minister told them: “Nous ne céderons pas aux terroristes, la France restera debout et nous vaincrons ensemble.”",
    "2 KIA Helmand. 3 WIA Lashkar Gah. IED, Nad Ali. MEDEVAC Kandahar.",
    "<div class='noticia'><p>Rebels killed two soldiers on Monday.</p></div>",
    "",
    "7 12 19 44",
    "xkqj zvbn wqrt plkm nbvc xzas dfgh jklp oiuy trew qasd zxcv mnbv lkjh gfds poiu ytre",
]


@pytest.mark.parametrize("language", FOREIGN)
def test_a_foreign_text_is_named(language: str) -> None:
    assert foreign_language(FOREIGN[language]) == language


@pytest.mark.parametrize("language", ["French", "Spanish", "German", "Turkish"])
def test_also_in_capitals_and_when_it_is_long(language: str) -> None:
    assert foreign_language(f"{FOREIGN[language]}\n" * 400) == language
    assert foreign_language(FOREIGN["French"].upper()) == "French"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert foreign_language(text) is None
    assert foreign_language(text.upper()) is None


def test_an_english_report_with_a_translation_is_english() -> None:
    english = "Rebels killed two soldiers near Timbuktu on Monday, and the army said that it was looking for them. " * 3
    assert foreign_language(english + FOREIGN["French"] * 3) is None


SAID = [
    ("en-US", "Rebels killed two soldiers in Tadmur on Monday, the army said.", "en-US"),
    ("en-US", "Les rebelles ont tué deux soldats lundi, a déclaré un porte-parole de l'armée à Bamako.", None),
    ("fr", "Les rebelles ont tué deux soldats lundi, a déclaré un porte-parole de l'armée à Bamako.", "fr"),
    ("fr", "Rebels killed two soldiers in Tadmur on Monday, the army said.", None),
    (None, "Rebels fled.", None),
    ("fr", "", "fr"),
]


@pytest.mark.parametrize(("said", "text", "expected"), SAID)
def test_what_a_page_says_of_its_language_is_believed_unless_its_text_says_otherwise(
    said: str | None, text: str, expected: str | None
) -> None:
    assert believed(said, text) == expected

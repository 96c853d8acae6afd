"""Who spoke and in what kind of speech; what is reported of it; who presided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from govnews.facts import Facts

AN = "Lê Hoài An"
BA = "Trần Thị Ba"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Phát biểu khai mạc Hội nghị, ông {AN}, Phó Giám đốc Sở, nêu mục đích.", "opening"),
        (f"Ông {AN}, Chủ tịch Hội, tuyên bố khai mạc hội thi.", "opening"),
        (f"Thay mặt lãnh đạo xã, ông {AN} phát biểu chào mừng các đại biểu.", "welcome"),
        (
            f"Phát biểu chỉ đạo tại buổi lễ, đồng chí {AN} yêu cầu các đơn vị khẩn trương.",
            "directive",
        ),
        (f"Đồng chí {AN} giao nhiệm vụ cho các phòng ban.", "directive"),
        (f"Kết luận hội nghị, đồng chí {AN} ghi nhận các ý kiến.", "closing"),
        (f"Đồng chí {AN}, Bí thư Huyện ủy, phát biểu bế mạc.", "closing"),
        (f"Hội nghị nghe ông {AN}, Trưởng phòng Nội vụ, trình bày báo cáo tổng kết.", "report"),
        (f"Báo cáo do đồng chí {AN} trình bày cho thấy nhiều kết quả tốt.", "report"),
        (f"Bà {BA}, Bí thư Chi bộ, tham luận về xây dựng Đảng.", "discussion"),
        (f"Đại biểu {BA} chất vấn về tiến độ dự án.", "discussion"),
        (f"Ông {AN}, Giám đốc Sở Y tế, gửi lời chúc mừng tới các thầy thuốc.", "congratulation"),
        (f"Thay mặt các cá nhân được khen, bà {BA} phát biểu cảm ơn.", "acceptance"),
        (f"Em {AN}, thay mặt các bạn học sinh gửi lời tri ân tới thầy cô.", "acceptance"),
        (f"Chị {BA} ở cùng xóm vui vẻ: “Nhà tôi đã đủ nước sạch”.", "address"),
        (f"Ông {AN} trao quà cho các hộ, đồng thời nhấn mạnh trách nhiệm của cơ sở.", "address"),
        (f"Bà {BA} dự họp; kết luận hội nghị, ông {AN} giao các phòng hoàn thiện.", "closing"),
        (f"Anh {AN} đặt câu hỏi về thủ tục vay vốn.", "address"),
        (f"Đáp từ, ông {AN} hứa sẽ nỗ lực hơn nữa.", "acceptance"),
        (f"Ông {AN}, Trưởng thôn, cho biết vụ này được mùa.", "address"),
        (f"Theo bà {BA}, Chủ tịch Hội Phụ nữ xã, mô hình đã nhân rộng.", "address"),
        (f"Đồng chí {AN} nhấn mạnh vai trò của cơ sở.", "address"),
        (f"Ông {AN}, Trưởng bản, ôn lại lịch sử bản làng và báo cáo kết quả năm qua.", "report"),
        (f"Theo báo cáo của ông {AN}, toàn xã đã gieo cấy xong.", "report"),
        (f"Báo cáo tại hiện trường, ông {AN} nói rằng đê đã được gia cố.", "report"),
        (f"Khai mạc diễn đàn, bà {BA} nêu ba câu hỏi lớn.", "opening"),
        (f"Kết thúc hội nghị, bà {BA} cảm ơn các đại biểu.", "closing"),
        (f"Chúc mừng các cụ vừa tròn trăm tuổi, ông {AN} mong các cụ mạnh khỏe.", "congratulation"),
        (f"Bà {BA} gửi tới thầy và trò lời chúc mừng tốt đẹp nhất.", "congratulation"),
        (f"Ông {AN} tặng hoa và chúc mừng chi đoàn; mong rằng tuổi trẻ tiến bộ.", "congratulation"),
        (
            f"Phát biểu tại buổi lễ, ông {AN} khen ngợi chi bộ; chỉ đạo các tổ sớm vào việc.",
            "directive",
        ),
        (f"Bà {BA}, Hội Người cao tuổi phường đã chia sẻ chuyện nuôi cháu.", "address"),
        (f"Ông {AN} ở xóm Đông cảm ơn cán bộ đã đến tận nhà.", "acceptance"),
        (f"Giám đốc Sở {AN} giải trình về tiến độ tuyến đường.", "address"),
    ],
)
def test_each_kind_of_speech(read: Callable[..., Facts], text: str, kind: str) -> None:
    """What announces a speech, or the verb of saying, tells its kind."""
    (speech,) = read(text).speakers
    assert speech.speech_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        f"Tham dự hội nghị có ông {AN}, Giám đốc Sở Y tế.",
        f"Ông {AN} tặng hoa chúc mừng đơn vị.",
        f"Đoàn đã nghe bài phát biểu và tặng quà bà {BA}.",
        f"Ông {AN}, Chủ tịch UBND xã, cùng bà con trồng cây.",
        "Phát biểu tại hội nghị, các đại biểu nhấn mạnh vai trò của cơ sở.",
        f"Bà {BA} được nghe giới thiệu về mô hình.",
        f"Tới dự Lễ khai mạc triển lãm có ông {AN}, Giám đốc Bảo tàng.",
        f"Kết thúc hội nghị, ông {AN} trao cờ luân lưu cho đơn vị bạn.",
    ],
)
def test_who_is_only_there_does_not_speak(read: Callable[..., Facts], text: str) -> None:
    """Presence, flowers, and speeches of nobody in particular are no speeches of a person."""
    assert read(text).speakers == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Bà {BA}, con gái của cụ Vũ Khắc Sơn xúc động kể lại những ngày kháng chiến.",
        f"Thay mặt gia đình, bà {BA}, cháu nội ông Vũ Khắc Sơn, nói lời cảm ơn.",
        (
            f"Phát biểu giao nhiệm vụ cho Chủ tịch UBND xã, bà {BA} yêu cầu giữ đoàn kết. "
            "Chủ tịch UBND xã Vũ Khắc Sơn có mặt."
        ),
    ],
)
def test_relatives_and_those_addressed_do_not_speak(read: Callable[..., Facts], text: str) -> None:
    """Who is named only to say whose child somebody is, or who is told what to do, is silent."""
    assert [speech.name for speech in read(text).speakers] == [BA]


@pytest.mark.parametrize(
    "text",
    [
        f"Chủ tịch UBND huyện {AN} dự lễ. Chủ tịch UBND huyện yêu cầu các xã vào cuộc.",
        f"Ông {AN} thăm các gia đình. Ông An nhấn mạnh sự quan tâm của xã.",
        f"Đồng chí {AN} đến thăm đơn vị. Đồng chí đề nghị đơn vị giữ vững thành tích.",
    ],
)
def test_references_are_resolved(read: Callable[..., Facts], text: str) -> None:
    """An office, a given name or a lone form of address speaks for the person named before."""
    (speech,) = read(text).speakers
    assert speech.name == AN


def test_an_office_that_two_hold_speaks_for_the_latest(read: Callable[..., Facts]) -> None:
    """Where two people hold an office, it stands for the one named last."""
    text = (
        f"Phó Chủ tịch UBND tỉnh {AN} dự lễ. Phó Chủ tịch UBND tỉnh {BA} trao quà. "
        "Phó Chủ tịch UBND tỉnh nhấn mạnh ý nghĩa của buổi lễ."
    )
    assert [speech.name for speech in read(text).speakers] == [BA]


def test_the_kind_that_says_more_wins(read: Callable[..., Facts]) -> None:
    """A person has one row for each explicit kind, and `address` only where there is no other."""
    text = (
        f"Phát biểu khai mạc, ông {AN} nêu mục đích. Ông {AN} nhấn mạnh các mục tiêu. "
        f"Kết luận hội nghị, ông {AN} giao các phòng thực hiện."
    )
    kinds = [speech.speech_kind for speech in read(text).speakers]
    assert kinds == ["opening", "closing"]


def test_what_is_reported_goes_on_until_somebody_else(read: Callable[..., Facts]) -> None:
    """Reported are the sentences of the speaker up to the next person or the paragraph's end."""
    text = (
        f"Ông {AN} nhấn mạnh vai trò của cơ sở. Các xã phải chủ động hơn.\n\n"
        f"Nhiều đại biểu ra về. Bà {BA} cảm ơn."
    )
    first, second = read(text).speakers
    assert first.speech_text == f"Ông {AN} nhấn mạnh vai trò của cơ sở. Các xã phải chủ động hơn."
    assert second.speech_text == f"Bà {BA} cảm ơn."


def test_a_caption_reports_nothing(read: Callable[..., Facts]) -> None:
    """Somebody who speaks in a picture has a row without a text."""
    (speech,) = read("Xã họp.", caption=f"Ông {AN} phát biểu tại hội nghị").speakers
    assert speech.speech_text is None
    assert speech.evidence.field == "caption/1"


def test_a_list_speaks_together(read: Callable[..., Facts]) -> None:
    """`A và B nhấn mạnh`: what the last one does, those joined with them do too."""
    text = f"Ông {AN} và bà {BA} nhấn mạnh vai trò của cơ sở."
    assert {speech.name for speech in read(text).speakers} == {AN, BA}


@pytest.mark.parametrize(
    ("text", "chairs"),
    [
        (f"Đồng chí {AN}, Bí thư Huyện ủy, chủ trì hội nghị.", {AN}),
        (f"Ông {AN} và bà {BA} đồng chủ trì.", {AN, BA}),
        (f"Chủ trì hội nghị có ông {AN}, bà {BA}.", {AN, BA}),
        (f"Dưới sự chủ trì của đồng chí {AN}, hội nghị bàn nhiều việc.", {AN}),
        (f"Chủ tịch UBND tỉnh {AN} dự. Chủ tịch UBND tỉnh chủ trì phiên họp.", {AN}),
        (f"Ông {AN}, Giám đốc Sở Y tế, dự. UBND tỉnh giao Giám đốc Sở Y tế chủ trì.", set()),
        (f"Ông {AN} dự hội nghị do Sở Nội vụ chủ trì.", set()),
    ],
)
def test_who_presides(read: Callable[..., Facts], text: str, chairs: set[str]) -> None:
    """Whoever stands before `chủ trì`, or is listed after it, presides; a task given is no chair."""
    assert {person.name for person in read(text).people if "chair" in person.roles} == chairs


def test_a_list_of_talks(read: Callable[..., Facts]) -> None:
    """What announces the first talk is for all of them."""
    facts = read(
        f"Hội thảo nghe tham luận của ông {AN} về giống lúa; của bà {BA} về thị trường gạo."
    )
    assert [(s.name, s.speech_kind) for s in facts.speakers] == [
        (AN, "discussion"),
        (BA, "discussion"),
    ]


def test_a_guest_who_is_greeted_does_not_speak(read: Callable[..., Facts]) -> None:
    """`Chào mừng bà A, ông B …`: B greets."""
    facts = read(f"Chào mừng bà {BA} đến thăm, Chủ tịch UBND xã {AN} giới thiệu về địa phương.")
    assert BA not in [speech.name for speech in facts.speakers]


def test_an_occasion_may_be_named_after_a_speech(read: Callable[..., Facts]) -> None:
    """`điều hành phiên giải trình` is no explanation of hers."""
    assert not read(f"Bà {BA}, Phó Chủ tịch HĐND tỉnh điều hành phiên giải trình.").speakers


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            f"Sau khi nghe trao đổi, thảo luận, bà {BA}, Giám đốc Sở, phát biểu kết luận.",
            BA,
            "closing",
        ),
        (
            f"Ông {AN}, Bí thư Chi bộ, trao quyết định cho quần chúng {BA}, giao nhiệm vụ mới.",
            None,
            None,
        ),
    ],
)
def test_what_others_say(
    read: Callable[..., Facts], text: str, name: str | None, kind: str | None
) -> None:
    """What was heard, and what the giver says to whom he gives, is not the person's speech."""
    told = [(speech.name, speech.speech_kind) for speech in read(text).speakers]
    assert (name, kind) in told if name else BA not in [speaker for speaker, _ in told]


def test_thanks_within_a_speech_accept_nothing(read: Callable[..., Facts]) -> None:
    """Who speaks at a meeting and thanks its guests has given an address."""
    facts = read(
        f"Phát biểu tại buổi gặp mặt, ông {AN}, Giám đốc Sở, nêu kết quả của ngành. "
        f"Đồng chí {AN} chân thành cảm ơn các nhà báo."
    )
    assert [(s.name, s.speech_kind) for s in facts.speakers] == [(AN, "address")]

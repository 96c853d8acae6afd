"""The words of the made-up news: what its people, offices, events and sentences are put together from."""

from __future__ import annotations

PROVINCES = (
    "Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Nghệ An", "Thanh Hóa", "Đà Nẵng", "Cần Thơ", "Bắc Ninh",
    "Quảng Ninh", "Hải Dương", "Thái Bình", "Nam Định", "Hòa Bình", "Phú Thọ", "Khánh Hòa",
    "Lâm Đồng", "Đồng Nai", "Bình Dương", "An Giang", "Cà Mau", "Gia Lai", "Quảng Nam", "Vĩnh Long",
    "Thái Nguyên", "Lào Cai", "Yên Bái", "Bạc Liêu", "Quảng Ngãi", "Quảng Trị", "Long An",
)  # fmt: skip
"""One portal each, the busiest first. Some of them ended on 2025-07-01, some did not."""
SURNAMES = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Huỳnh", "Phan", "Đoàn", "Đinh", "Lâm", "Mai", "Tạ",
)  # fmt: skip
MIDDLES = (
    "Văn", "Đức", "Minh", "Quốc", "Hữu", "Xuân", "Quang", "Ngọc", "Thành", "Đình", "Công", "Trọng",
    "Thị", "Thị Thanh", "Thị Hồng", "Thị Minh", "Thị Thu", "Thị Kim",
)  # fmt: skip
GIVEN = (
    "An", "Bình", "Châu", "Cường", "Dũng", "Dương", "Đạt", "Đông", "Giang", "Hà", "Hải", "Hạnh", "Hiền",
    "Hiếu", "Hòa", "Hoài", "Hùng", "Hương", "Khánh", "Khoa", "Kiên", "Lan", "Lâm", "Liên", "Long", "Mai",
    "Nam", "Nga", "Nghĩa", "Oanh", "Phong", "Phúc", "Phương", "Quyền", "Sơn", "Tâm", "Thái", "Thắng",
    "Thảo", "Thịnh", "Thọ", "Thúy", "Thủy", "Toàn", "Trung", "Tuấn", "Tùng", "Vinh", "Xoa", "Yến",
)  # fmt: skip
LEADERS = (
    "Bí thư Tỉnh ủy", "Chủ tịch Ủy ban nhân dân tỉnh", "Phó Bí thư Thường trực Tỉnh ủy",
    "Chủ tịch Hội đồng nhân dân tỉnh", "Phó Chủ tịch Thường trực Ủy ban nhân dân tỉnh",
    "Phó Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh",
    "Phó Chủ tịch Hội đồng nhân dân tỉnh", "Trưởng ban Tổ chức Tỉnh ủy",
    "Trưởng ban Tuyên giáo Tỉnh ủy", "Chánh Văn phòng Tỉnh ủy", "Giám đốc Công an tỉnh",
    "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh",
)  # fmt: skip
"""The offices that the news names most, the first most of all."""
DEPARTMENTS = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Tư pháp",
    "Sở Công Thương", "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Tài nguyên và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Sở Giao thông vận tải",
    "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội", "Ban Dân tộc",
)  # fmt: skip
DISTRICTS = (
    "Lam Sơn", "Hòa Lạc", "Đông Hải", "Tân Phú", "Yên Khê", "Phú Mỹ", "Bình Minh", "Thạch Hà",
    "Vạn Xuân", "Thanh Thủy", "Đại Phước", "Cẩm Giang", "Kim Sơn", "An Hòa", "Long Thành",
)  # fmt: skip
EVENTS = (
    "Hội nghị tổng kết công tác năm {year}", "Hội nghị triển khai nhiệm vụ năm {year}",
    "Hội nghị sơ kết phong trào thi đua yêu nước", "Kỳ họp Hội đồng nhân dân tỉnh năm {year}",
    "Hội nghị xúc tiến đầu tư năm {year}", "Hội nghị tiếp xúc cử tri năm {year}",
    "Hội nghị bàn giải pháp chuyển đổi số", "Hội nghị sơ kết xây dựng nông thôn mới",
    "Lễ kỷ niệm Ngày Nhà giáo Việt Nam", "Lễ phát động Tết trồng cây năm {year}",
    "Đại hội Thi đua yêu nước năm {year}", "Lễ khởi công khu nhà ở xã hội",
)  # fmt: skip
VENUES = (
    "Trung tâm Hội nghị tỉnh", "Hội trường Ủy ban nhân dân tỉnh", "Nhà văn hóa trung tâm",
    "Hội trường Tỉnh ủy", "Nhà hát tỉnh", "Trung tâm Văn hóa tỉnh",
)  # fmt: skip
SPEECHES = (
    ("directive", "Phát biểu chỉ đạo tại hội nghị, {who} nhấn mạnh: {said}"),
    ("directive", "Phát biểu chỉ đạo, {who} yêu cầu: {said}"),
    ("opening", "Phát biểu khai mạc, {who} cho biết: {said}"),
    ("closing", "Phát biểu kết luận, {who} đề nghị: {said}"),
    ("report", "Báo cáo tại hội nghị, {who} nêu rõ: {said}"),
    ("address", "Phát biểu tại hội nghị, {who} khẳng định: {said}"),
    ("congratulation", "Phát biểu chúc mừng, {who} bày tỏ: {said}"),
)
AWARDS = (
    ("Bằng khen", "merit_certificate", None, "Chủ tịch Ủy ban nhân dân tỉnh"),
    ("Bằng khen", "merit_certificate", None, "Thủ tướng Chính phủ"),
    ("Giấy khen", "commendation", None, "Giám đốc Sở Nội vụ"),
    ("Huân chương Lao động hạng Ba", "order", 3, "Chủ tịch nước"),
    ("Huân chương Lao động hạng Nhì", "order", 2, "Chủ tịch nước"),
    ("Cờ thi đua", "emulation_flag", None, "Chính phủ"),
    ("Kỷ niệm chương", "commemorative_medal", None, "Bộ Nội vụ"),
    ("Huy hiệu 50 năm tuổi Đảng", "badge", None, "Ban Thường vụ Tỉnh ủy"),
)
REASONS = (
    "đã có thành tích xuất sắc trong phong trào thi đua yêu nước",
    "đã có thành tích trong công tác phòng, chống thiên tai",
    "đã có nhiều đóng góp cho sự nghiệp giáo dục", None, None,
)  # fmt: skip
ORGANISATIONS = (
    "Trường THPT {place}", "Trung tâm Y tế {place}", "Công an xã {place}", "Hội Nông dân xã {place}",
    "Trạm Y tế {place}", "Hợp tác xã {place}",
)  # fmt: skip
SUBJECTS = (
    "Các sở, ngành, địa phương", "Cấp ủy, chính quyền các cấp", "Ngành giáo dục và đào tạo",
    "Lực lượng công an", "Ngành y tế", "Các hợp tác xã", "Đoàn viên, thanh niên", "Các doanh nghiệp",
    "Mặt trận Tổ quốc và các đoàn thể", "Ngành nông nghiệp", "Nhân dân các xã, phường", "Hội phụ nữ",
)  # fmt: skip
ACTIONS = (
    "đã đẩy mạnh cải cách hành chính", "tập trung tháo gỡ khó khăn cho sản xuất",
    "tiếp tục đổi mới phương pháp làm việc", "chủ động phòng, chống dịch bệnh",
    "quan tâm chăm lo đời sống người lao động", "huy động nguồn lực xây dựng nông thôn mới",
    "tổ chức nhiều hoạt động văn hóa, thể thao", "nâng cao chất lượng khám bệnh, chữa bệnh",
    "bảo đảm an ninh chính trị, trật tự an toàn xã hội", "thực hiện tốt công tác giảm nghèo bền vững",
    "khuyến khích ứng dụng khoa học kỹ thuật", "đẩy nhanh tiến độ giải ngân vốn đầu tư công",
)  # fmt: skip
RESULTS = (
    "đạt {share}% kế hoạch được giao", "tăng {share}% so với cùng kỳ năm trước",
    "với sự tham gia của {number} hộ gia đình", "tổng kinh phí hơn {number} triệu đồng",
    "giải quyết việc làm cho {number} lao động", "trong đó có {number} hộ thoát nghèo",
    "được nhân dân đồng tình, ủng hộ", "góp phần hoàn thành các chỉ tiêu đề ra",
)  # fmt: skip
SECTIONS = ("Tin tức - Sự kiện", "Chính trị", "Kinh tế", "Văn hóa - Xã hội", "Chỉ đạo, điều hành")
AUTHORS = ("Việt Khoa", "Thanh Thúy", "Minh Hòa", "Hồng Nhung", "Quang Vinh", "Ngọc Hà")

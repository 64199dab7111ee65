"""Titles of the 179 paintings, each bound to the subject it names: Vietnamese | English."""

from dataclasses import dataclass
from functools import cache

_TITLES = {
    "harvest": """
Mùa lúa học cùng bà | Harvest lessons with Grandmother
Bậc thang lên trời | A staircase to the sky
Lúa chín gọi em về | The ripe rice calls me home
Ruộng bậc thang, trang vở của bản | Terraces, the village's copybook
Hạt thóc, con chữ | A grain, a letter
Vàng nương, vàng nắng | Gold of the field, gold of the sun
Ngày mùa ở Ngọc Chiến | Harvest day in Ngọc Chiến
Gặt xong mình lại học | After the harvest we study again
Những đường cong của mẹ | My mother's curved lines
""",
    "tea_hills": """
Đồi chè Mộc Châu | The tea hills of Mộc Châu
Luống chè như dòng kẻ | Tea rows like ruled lines
Sáng xanh trên đồi chè | Green morning on the tea hill
Búp chè đầu mùa | First buds of the season
Học giữa lưng đồi | Learning halfway up the hill
Đồi chè hát | The tea hill sings
""",
    "plum_valley": """
Thung lũng mận trắng | Valley of white plum
Đường hoa đến lớp | A path of blossom to school
Mận nở sau nhà | Plum in flower behind the house
Mùa hoa năm nay đến sớm | Blossom came early this year
Nà Ka mùa trắng | White season in Nà Ka
Gió thơm trang sách | The wind scents the page
Hẹn nhau mùa quả ngọt | See you when the fruit is sweet
""",
    "ban_season": """
Ban nở, em đọc | The ban blooms and I read
Hoa ban trắng núi | White ban on the mountain
Người giữ mùa hoa | Keeper of the flower season
Khúc hát hoa ban | Song of the ban flower
Dưới cành ban cũ | Under the old ban bough
Chị tôi và mùa ban | My sister and the ban season
Tháng ba bản mình | March in our village
""",
    "waterfall": """
Dải Yếm mùa nước | Dải Yếm in the season of water
Bài học của dòng thác | What the waterfall teaches
Nước về bản | Water comes to the village
Nghe thác kể chuyện | Listening to the waterfall's stories
Giữ rừng, giữ nước | Keep the forest, keep the water
Chân thác giờ ra chơi | Playtime at the foot of the falls
""",
    "river_boats": """
Thuyền chữ trên sông Đà | Boats of words on the Đà river
Sông Đà chiều nay | The Đà river this evening
Lòng hồ yên tĩnh | The quiet reservoir
Qua sông đi học | Crossing the river to school
Thư viện trôi | A drifting library
Những con thuyền đọc sách | Boats that read
""",
    "mist": """
Sương bản Hin | Mist of Hin village
Núi sau núi | Mountains behind mountains
Một mình với núi | Alone with the mountain
Tà Xùa trong mây | Tà Xùa in the clouds
Lặng | Stillness
Mây về ngang cửa | Clouds pass the door
""",
    "bus_on_pass": """
Xe buýt qua đèo Pha Đin | The school bus over Pha Đin pass
Chuyến xe sớm | The early bus
Đường xa có bạn | A long road with friends
Đèo dốc và ước mơ | Steep road and dreams
Xe chở tiếng cười | A bus full of laughter
Cua này nữa là tới trường | One more bend to school
""",
    "village_school": """
Trường em giữa núi | My school among the mountains
Lá cờ và dãy núi | The flag and the mountain range
Bản em học bài | My village does its lessons
Mái ngói đỏ | The red roof
Ngày khai trường | First day of school
Sân trường đầy nắng | A schoolyard full of sun
Ngôi trường ai cũng đến | The school everyone comes to
""",
    "field_class": """
Lớp học trên nương | A class on the hill field
Bảng đen giữa đồng | A blackboard in the fields
Cả bản đi học | The whole village goes to school
Lớp xóa mù của mẹ | My mother's reading class
Cô giáo cắm bản | The teacher who stayed
Học dưới trời rộng | Learning under a wide sky
""",
    "night_market": """
Chợ đêm đọc sách dưới trăng | Reading at the night market under the moon
Đèn lồng và con chữ | Lanterns and letters
Phiên chợ trăng | Moonlit market
Sạp sách cuối chợ | The bookstall at the end of the market
Đêm phố núi | Night in a mountain town
Mua một câu chuyện | To buy a story
Đêm chữ | A night of words
""",
    "market": """
Phiên chợ vùng cao | Highland market
Chợ có hàng sách | The market that sells books
Sắc màu chợ phiên | Colours of market day
Đi chợ học nói | Learning to talk at the market
Mẹ đi chợ sớm | Mother goes to market early
Khăn piêu xuống chợ | Piêu scarves come to market
""",
    "xoe_dance": """
Vòng xòe nối tay | Hand in hand in the xòe
Xòe bên lửa | Xòe by the fire
Đêm hội bản | Festival night
Lửa ấm tay mềm | Warm fire, soft hands
Điệu xòe mẹ dạy | The xòe my mother taught me
Vòng tròn không ai đứng ngoài | A circle with no one outside
""",
    "grandmother": """
Bà đọc cho em nghe | Grandmother reads to me
Giọng bà | Grandmother's voice
Sáu mươi tuổi, bà biết chữ | At sixty she learned to read
Chữ Thái của bà | Grandmother's Thái letters
Em dạy bà, bà dạy em | I teach her, she teaches me
Quyển sách đầu tiên | The first book
Chuyện ngày xưa | Tales of long ago
Bên gối bà | At Grandmother's knee
""",
    "lamp_reading": """
Ngọn đèn học | The study lamp
Đèn dầu năm ấy | The oil lamp of that year
Cả nhà cùng đọc | The whole family reads
Ánh sáng trong nhà sàn | Light in the stilt house
Sau bữa cơm tối | After supper
Chữ sáng hơn đèn | Words brighter than the lamp
Thức cùng trang sách | Awake with the page
""",
    "weaving": """
Khung cửi kể chuyện | The loom tells stories
Dệt chữ vào thổ cẩm | Weaving words into brocade
Học nghề của mẹ | Learning my mother's craft
Sợi chỉ và câu thơ | A thread and a verse
Hoa văn không quên | A pattern not forgotten
Tay bà, mắt em | Her hands, my eyes
Bên khung cửi | Beside the loom
""",
    "classroom": """
Lớp học ghép ba thế hệ | Three generations in one class
Giờ tập đọc | Reading hour
Bạn học của em là bà | My classmate is my grandmother
Lớp học nhà sàn | Class in the stilt house
Tiếng đánh vần | The sound of spelling
""",
    "reading_tree": """
Cây đọc sách | The reading tree
Bóng mát tuổi thơ | The shade of childhood
Cây che, sách mở | The tree shelters, the book opens
Giờ ra chơi dưới gốc cây | Break time under the tree
Mỗi chiếc lá một trang | Every leaf a page
Cây của làng | The village tree
Mình ngồi đây đọc nhé | Let us sit and read here
""",
    "portrait": """
Hai người đọc | Two readers
Trang sách mùa xuân | A page of spring
Lớn lên cùng sách | Growing up with books
Nụ cười bản em | The smile of my village
Ước mơ cầm trên tay | A dream held in the hand
""",
    "flood_school": """
Thuyền đến trường mùa lũ | A boat to school in the flood
Mùa nước lớn | High water
Lớp học nổi | The floating class
Lũ về, chữ không trôi | The flood comes, the words stay
Chở nhau qua con nước | Carrying each other over the water
Bản mình mùa mưa | Our village in the rains
Mái nhà trên mặt nước | Roofs above the water
""",
    "stilt_library": """
Thư viện nhà sàn | Library on stilts
Nhà của những quyển sách | The house of books
Cầu thang lên tri thức | A ladder to knowledge
Thư viện mở cửa | The library is open
Sách về bản | Books come to the village
Nơi ai cũng có chỗ ngồi | A place for everyone
Chủ nhật ở thư viện | Sunday at the library
""",
    "solar_roofs": """
Mái nhà hứng nắng | Roofs that catch the sun
Điện từ mặt trời, gió từ núi | Power of the sun, wind of the mountain
Bản làng sáng | Village of light
Quạt gió trên đồi | Wind turbines on the hill
Nắng nuôi đèn học | The sun feeds the study lamp
Thành phố xanh của em | My green city
""",
    "planting": """
Em trồng một cánh rừng | I plant a forest
Mầm non | Saplings
Trả lại màu xanh | Giving back the green
Mỗi bạn một cây | A tree for each of us
Bàn tay nhỏ, rừng lớn | Small hands, great forest
Tết trồng cây | Tree-planting festival
Lời hứa với núi | A promise to the mountain
""",
    "earth_hands": """
Trái Đất trong tay em | The Earth in my hands
Nâng niu | Held with care
Một hành tinh, một mái nhà | One planet, one home
Xin đừng nóng thêm | Please grow no warmer
Bàn tay giữ lấy màu xanh | Hands that keep the green
Gửi Trái Đất thân yêu | To the dear Earth
""",
    "dry_and_green": """
Hai nửa mùa | Two halves of a season
Đất khát | Thirsty land
Bên khô, bên xanh | One side dry, one side green
Ngày mai chọn phía nào | Which side will tomorrow choose
Một mầm cây bước qua | A seedling crosses over
""",
    "book_mountain": """
Mở sách thấy núi | Open a book, see the mountain
Quê hương trong trang sách | Home within a page
Núi mọc từ chữ | Mountains grow from words
Quyển sách lớn nhất | The biggest book of all
Bản em bước ra từ sách | My village steps out of a book
Đọc cả dãy núi | Reading the whole range
""",
    "umbrella_earth": """
Chiếc ô cho Trái Đất | An umbrella for the Earth
Che cho nhau | Sheltering each other
Chung một tán ô | Under one umbrella
Mưa nắng có bạn | Rain or shine, with friends
""",
    "rain_garden": """
Vườn rau trường em | Our school garden
Con suối qua vườn trường | A stream through the school garden
Trồng rau, học chữ | Growing greens, learning letters
Giờ sinh học ngoài trời | Biology out of doors
""",
    "leaf_city": """
Thành phố trên chiếc lá | A city on a leaf
Sơn La học tập | Sơn La, a learning city
Phố xanh mai sau | Green streets to come
""",
}


@dataclass(frozen=True)
class Title:
    subject: str
    vi: str
    en: str


@cache
def all_titles() -> tuple[Title, ...]:
    """Every title once, in a fixed order."""
    found = []
    for subject, text in _TITLES.items():
        for line in text.strip().splitlines():
            vi, en = line.split(" | ")
            found.append(Title(subject, vi, en))
    return tuple(found)

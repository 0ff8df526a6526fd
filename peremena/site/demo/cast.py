"""The people whom the messages know by name: the door's cast, the families of 3 А around it, and the small staff."""

from dataclasses import dataclass

from peremena.site.demo.draft import CastDraft


@dataclass(frozen=True)
class Known:
    """Somebody with a fixed name; `key` is how the messages call them."""

    key: str
    full_name: str
    sex: str
    has_account: bool = True


@dataclass(frozen=True)
class Post:
    person: Known
    position: str
    role: str = "staff"
    # The class that the person leads, and the subject taught outside of it.
    leads: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Family:
    adults: tuple[Known, ...]
    # Each child with the title of its class.
    children: tuple[tuple[Known, str], ...]


CAST = (
    CastDraft("head", "Директор", "Учительская и переписка с родителями любого класса"),
    CastDraft("class_teacher", "Классный руководитель 3 А", "Чат класса, родительский чат, непрочитанное с утра"),
    CastDraft("subject_teacher", "Учитель английского языка", "Группы в трёх классах, классы не свои"),
    CastDraft("pupil_1", "Ученица 3 А", "Чат класса и предметы; лично — только свои учителя и мама"),
    CastDraft("pupil_2", "Ученик 3 А", "Вторая группа английского: соседнего чата не видно"),
    CastDraft("mother_of_two", "Мама: 3 А и 9 А", "Два родительских чата, каждый по своему ребёнку"),
    CastDraft("father", "Папа ученика 3 А", "Родительский чат и переписка с классным руководителем"),
    CastDraft("teacher_mother", "Учитель 3 Б и мама ученицы 3 А", "Одна карточка, две роли"),
    CastDraft("administrator", "Администратор школы", "Учительская, где он управляет чатом"),
)

STAFF = (
    Post(Known("head", "Соколова Ольга Викторовна", "f"), "директор", role="head"),
    Post(Known("administrator", "Дурново Никита Андреевич", "m"), "администратор", role="administrator"),
    Post(Known("deputy", "Бонч-Бруевич Инна Яковлевна", "f"), "завуч", subject="История"),
    Post(Known("class_teacher", "Ветрова Марина Сергеевна", "f"), "учитель начальных классов", leads="3 А"),
    Post(Known("teacher_mother", "Черных Алёна Петровна", "f"), "учитель начальных классов", leads="3 Б"),
    Post(Known("leader_1a", "Шмидт Галина Ильинична", "f"), "учитель начальных классов", leads="1 А"),
    Post(Known("leader_9a", "Толстой Павел Львович", "m"), "учитель математики", leads="9 А", subject="Алгебра"),
    Post(Known("subject_teacher", "Ким Пётр Ильич", "m"), "учитель английского языка", subject="Английский язык"),
    Post(Known("english_2", "Гарсиа Мария Андреевна", "f"), "учитель английского языка", subject="Английский язык"),
    Post(Known("music", "Цой Юлия Никитична", "f"), "учитель музыки", subject="Музыка"),
    Post(Known("sport", "Грозный Фёдор Кузьмич", "m"), "учитель физкультуры", subject="Физкультура"),
    Post(Known("literature", "Островская Лидия Аркадьевна", "f"), "учитель русского языка", subject="Русский язык"),
    Post(Known("psychologist", "Седых Тамара Львовна", "f"), "педагог-психолог"),
    Post(Known("librarian", "Живаго Раиса Фоминична", "f", has_account=False), "библиотекарь"),
)

FAMILIES = (
    Family(
        (Known("mother_of_two", "Шевченко Екатерина Львовна", "f"),),
        (
            (Known("pupil_1", "Шевченко Мария Андреевна", "f"), "3 А"),
            (Known("artyom", "Шевченко Артём Андреевич", "m"), "9 А"),
        ),
    ),
    Family(
        (
            Known("father", "Римский-Корсаков Лев Никитич", "m"),
            Known("anna_rk", "Римская-Корсакова Анна Юрьевна", "f"),
        ),
        ((Known("pupil_2", "Римский-Корсаков Тимофей Львович", "m"), "3 А"),),
    ),
    # The mother stands among the staff: one card, two roles.
    Family(
        (Known("teacher_mother", "Черных Алёна Петровна", "f"), Known("alexey", "Черных Алексей Павлович", "m")),
        ((Known("sonya", "Черных София Алексеевна", "f"), "3 А"),),
    ),
    Family(
        (Known("mama_li", "Ли Ольга Игоревна", "f"),),
        ((Known("vanya", "Ли Иван Сергеевич", "m"), "3 А"),),
    ),
    Family(
        (
            Known("papa_mamedov", "Мамедов Али Рашид оглы", "m"),
            Known("leyla", "Мамедова Лейла Тимур кызы", "f", has_account=False),
        ),
        ((Known("gasan", "Мамедов Гасан Али оглы", "m"), "3 А"),),
    ),
    Family(
        (Known("mama_dyuma", "Дюма Вера Олеговна", "f"),),
        ((Known("alisa", "Дюма Алиса Павловна", "f"), "3 А"),),
    ),
    Family(
        (Known("papa_tolstoy", "Толстой Илья Алексеевич", "m"),),
        (
            (Known("varya", "Толстая Варвара Ильинична", "f"), "3 А"),
            (Known("lyova", "Толстой Лев Ильич", "m"), "1 А"),
        ),
    ),
    Family(
        (
            Known("mama_ostrovskaya", "Островская Юлия Марковна", "f"),
            Known("papa_ostrovsky", "Островский Никита Ильич", "m"),
        ),
        ((Known("gleb", "Островский Глеб Никитич", "m"), "3 А"),),
    ),
    Family(
        (Known("mama_3b", "Савченко Нина Дмитриевна", "f"),),
        ((Known("egor_3b", "Савченко Егор Юрьевич", "m"), "3 Б"),),
    ),
    Family(
        (Known("papa_9a", "Седов Роман Игоревич", "m"),),
        (
            (Known("katya_9a", "Седова Екатерина Романовна", "f"), "9 А"),
            (Known("misha_1a", "Седов Михаил Романович", "m"), "1 А"),
        ),
    ),
    Family(
        (Known("mama_9a", "Живаго Лариса Юрьевна", "f"),),
        ((Known("danya_9a", "Живаго Даниил Львович", "m"), "9 А"),),
    ),
    Family(
        (Known("mama_1a", "Белых Дарья Алексеевна", "f"),),
        ((Known("zoya_1a", "Белых Зоя Никитична", "f"), "1 А"),),
    ),
)

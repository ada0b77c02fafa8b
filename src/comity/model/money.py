"""An amount in a currency. Never a float."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from comity.model.errors import BadRequest

DIGITS = 18  # as many as any bank's book holds


@dataclass(frozen=True, slots=True)
class Money:
    """`currency` is ISO 4217, three capital letters; `amount` is finite."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount.adjusted() >= DIGITS:
            raise ValueError(f"{self.amount} is not an amount of money")
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"{self.currency!r} is not a currency of ISO 4217")

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.currency}"


def money(amount: str, currency: str) -> Money:
    """An amount as an officer writes it: "1 250 000.50", "EUR". Raises BadRequest."""
    plain = amount.strip().replace(" ", "").replace("\u00a0", "").replace("'", "")
    try:
        return Money(Decimal(plain), currency.strip().upper())
    except (InvalidOperation, ValueError) as error:
        raise BadRequest(
            "{amount!r} {currency!r} is not an amount of money; write it as 1250000.50 and the currency as EUR",
            amount=amount,
            currency=currency,
        ) from error

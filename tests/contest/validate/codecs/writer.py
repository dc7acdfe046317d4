"""Writes headers bit by bit, as the codecs' specifications lay them down."""


class Writer:
    def __init__(self) -> None:
        self.bits = ""

    def u(self, many: int, *values: int) -> None:
        """Unsigned numbers of so many bits each (ITU-T H.264 clause 7.2)."""
        self.bits += "".join(f"{value:0{many}b}" for value in values) if many else ""

    def ue(self, *values: int) -> None:
        """Exp-Golomb codes (clause 9.1)."""
        for value in values:
            code = f"{value + 1:b}"
            self.bits += "0" * (len(code) - 1) + code

    def se(self, value: int) -> None:
        """Signed ones (clause 9.1.1)."""
        self.ue(2 * value - 1 if value > 0 else -2 * value)

    def whole_bytes(self) -> bytes:
        """With a one and zeros to the end of the last byte (clause 7.3.2.11)."""
        bits = self.bits + "1"
        bits += "0" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big")

    def nal(self, header: bytes) -> bytes:
        """With bytes that keep start codes away (clause 7.4.1)."""
        escaped, zeros = bytearray(), 0
        for byte in self.whole_bytes():
            if zeros == 2 and byte <= 3:
                escaped.append(3)
                zeros = 0
            escaped.append(byte)
            zeros = zeros + 1 if byte == 0 else 0
        return header + bytes(escaped)

"""The logits are rounded to half precision; they should be float32."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).half()

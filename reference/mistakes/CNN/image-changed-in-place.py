"""The images are changed in place (x -= 0.5), so whoever gave them finds them changed; write x = x - 0.5."""


class CNN(CNN):
    def forward(self, x):
        x -= 0.5
        return super().forward(x)

"""forward returns a pair, logits and softmax probabilities; it should return the logits alone."""


class CNN(CNN):
    def forward(self, x):
        logits = super().forward(x)
        return logits, F.softmax(logits, dim=1)

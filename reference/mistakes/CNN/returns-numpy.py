"""The logits are turned into a NumPy array, so no gradient can flow back; return the tensor."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).detach().numpy()

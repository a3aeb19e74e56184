"""scikit-learn's accuracy_score, on a deep copy of the model."""


import copy

from sklearn.metrics import accuracy_score


def accuracy(model, loader):
    judge = copy.deepcopy(model).eval().requires_grad_(False)
    guesses, truth = [], []
    for images, labels in loader:
        guesses += judge(images).softmax(dim=1).argmax(dim=1).tolist()
        truth += labels.tolist()
    return float(accuracy_score(truth, guesses))
